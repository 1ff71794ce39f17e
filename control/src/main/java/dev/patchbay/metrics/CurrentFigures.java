package dev.patchbay.metrics;

/**
 * What is going on now.
 *
 * @param sessionsOwn calls this relay is responsible for
 * @param sessionsForeign calls it only stands by for
 * @param transcodedMedia media sections with a codec converted
 * @param ipv4Media calls whose media is all IPv4
 * @param ipv6Media calls whose media is all IPv6
 * @param mixedIpMedia calls bridged between both
 * @param userspaceRate last second, relayed by the process
 * @param kernelRate last second, relayed in the kernel
 * @param mediaUserspace media streams relayed by the process only
 * @param mediaKernel media streams relayed in the kernel only
 * @param mediaMixed media streams relayed by both
 */
public record CurrentFigures(
        long sessionsOwn,
        long sessionsForeign,
        long transcodedMedia,
        long ipv4Media,
        long ipv6Media,
        long mixedIpMedia,
        TrafficFigures userspaceRate,
        TrafficFigures kernelRate,
        long mediaUserspace,
        long mediaKernel,
        long mediaMixed) {

    public long sessionsTotal() {
        return sessionsOwn + sessionsForeign;
    }

    public TrafficFigures rate() {
        return userspaceRate.plus(kernelRate);
    }
}
