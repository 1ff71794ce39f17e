package dev.patchbay.plane;

import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.SrtpKeys;
import dev.patchbay.quality.SsrcReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What other threads ask of a worker. */
sealed interface WorkerCommand {

    record ApplyPlan(ForwardingPlan plan) implements WorkerCommand {}

    record InstallKeys(String callId, ComponentStatus component, SrtpKeys keys) implements WorkerCommand {}

    record RemoveCall(String callId) implements WorkerCommand {}

    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record SendHandshake(ComponentHandshake handshake, byte[] datagram) implements WorkerCommand {}

    record HandshakeDone(ComponentHandshake handshake, SrtpKeys keys) implements WorkerCommand {}

    record HandshakeFailed(ComponentHandshake handshake, String reason) implements WorkerCommand {}

    record CollectReports(String callId, CompletableFuture<List<SsrcReport>> answer) implements WorkerCommand {}
}
