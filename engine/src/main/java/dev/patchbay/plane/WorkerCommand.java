package dev.patchbay.plane;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What other threads ask of a worker. */
sealed interface WorkerCommand {

    record ApplyPlan(ForwardingPlan plan) implements WorkerCommand {}

    record RemoveCall(String callId) implements WorkerCommand {}

    record CollectReports(String callId, CompletableFuture<List<SsrcReport>> answer) implements WorkerCommand {}
}
