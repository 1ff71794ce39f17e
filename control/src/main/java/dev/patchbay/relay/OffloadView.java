package dev.patchbay.relay;

import dev.patchbay.call.CallControl;
import dev.patchbay.plane.MediaWorkers;
import dev.patchbay.report.OffloadJson;
import dev.patchbay.report.OffloadText;

/** In-kernel forwarding as operators see it. Any thread. */
record OffloadView(KernelForwarding kernel, MediaWorkers plane, CallControl calls) {

    String text() {
        return OffloadText.of(
                kernel.summary(), kernel.runTime(), plane.totals().kernelPackets(), calls.registry().all().stream());
    }

    String json() {
        return OffloadJson.of(
                kernel.summary(), kernel.runTime(), plane.totals().kernelPackets(), calls.registry().all().stream());
    }

    String tables() {
        return kernel.tables();
    }
}
