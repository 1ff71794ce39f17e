package dev.patchbay.relay;

import dev.patchbay.call.CallControl;
import dev.patchbay.ice.IceState;
import dev.patchbay.log.CallScope;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.IceStatus;
import dev.patchbay.plan.IceStatus.SelectedPair;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plane.DtmfEvent;
import dev.patchbay.plane.MediaEvents;
import dev.patchbay.port.PortAllocator;
import dev.patchbay.report.DtmfReporter;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Brings what media workers report to those who need it. Called on worker threads; slow work goes to the executor. */
final class MediaReports implements MediaEvents {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);
    private static final RelayLog CRYPTO = RelayLog.of(Subsystem.CRYPTO);
    private static final RelayLog ICE_LOG = RelayLog.of(Subsystem.ICE);

    private static final RelayLog SRTP_LOG = RelayLog.of(Subsystem.SRTP);

    private final Executor executor;
    private volatile @Nullable PortAllocator ports;
    private volatile @Nullable CallControl calls;
    private volatile @Nullable DtmfReporter dtmf;

    MediaReports(Executor executor) {
        this.executor = executor;
    }

    /** Workers exist before calls do: until this was called there is nothing to report. */
    void connect(PortAllocator allocator, CallControl control, DtmfReporter reporter) {
        ports = allocator;
        calls = control;
        dtmf = reporter;
    }

    @Override
    public void onDtmf(DtmfEvent event) {
        DtmfReporter reporter = dtmf;
        if (reporter != null) {
            reporter.onDtmf(event);
        }
        executor.execute(() -> CallScope.run(
                event.callId(), () -> LOG.info("DTMF event {} for {} ms", event.event(), event.durationMs())));
    }

    @Override
    public void onPortsClosed(List<MediaPort> closed) {
        PortAllocator allocator = ports;
        if (allocator != null) {
            allocator.released(closed);
        }
    }

    @Override
    public void onEndpoint(String callId, ComponentStatus status, boolean changed) {
        TransportAddress endpoint = status.endpoint();
        String what = changed ? "Peer address changed to {}" : "Confirmed peer address as {}";
        executor.execute(() -> CallScope.run(callId, () -> LOG.info(what, String.valueOf(endpoint))));
    }

    @Override
    public void onHandshakeFailed(String callId, ComponentStatus status, String reason) {
        executor.execute(() -> CallScope.run(
                callId, () -> CRYPTO.warn("DTLS with {} failed: {}", String.valueOf(status.endpoint()), reason)));
    }

    @Override
    public void onIce(String callId, IceStatus status, IceState state) {
        SelectedPair pair = status.pair(1);
        String way = pair == null ? "" : ", RTP goes from " + pair.local() + " to " + pair.remote();
        executor.execute(() -> CallScope.run(callId, () -> ICE_LOG.info("ICE: {}{}", state.explanation(), way)));
    }

    @Override
    public void onUnauthenticStream(String callId, ComponentStatus status) {
        executor.execute(() -> CallScope.run(
                callId,
                () -> SRTP_LOG.warn(
                        "SRTP for {} never authenticates: its sender uses another key than its SDP says",
                        String.valueOf(status.selectedPort()))));
    }

    @Override
    public void onCallFailed(String callId) {
        CallControl control = calls;
        if (control != null) {
            executor.execute(() -> control.terminate(callId));
        }
    }
}
