package dev.patchbay.dtls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps what an association tells, and passes its datagrams on. */
final class RecordingListener implements DtlsListener {

    private final Consumer<byte[]> network;
    private final List<byte[]> sent = new CopyOnWriteArrayList<>();
    private final List<HandshakeKeys> keys = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    RecordingListener(Consumer<byte[]> network) {
        this.network = network;
    }

    @Override
    public void send(byte[] datagram) {
        sent.add(datagram);
        network.accept(datagram);
    }

    @Override
    public void onKeys(HandshakeKeys fresh) {
        keys.add(fresh);
    }

    @Override
    public void onFailure(String reason) {
        failures.add(reason);
    }

    List<byte[]> sent() {
        return new ArrayList<>(sent);
    }

    Optional<HandshakeKeys> keys() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.getLast());
    }

    int keyCount() {
        return keys.size();
    }

    List<String> failures() {
        return failures;
    }
}
