package dev.patchbay.ice;

import java.util.Objects;

/** What signalling has said to both sides, and the credentials that follow from it. Owner: MediaWorker. */
final class IceSession {

    /** What another setup means for the agent. */
    enum Change {
        NONE,
        /** Under the same credentials there are other candidates. */
        CANDIDATES,
        /** The peer has described itself for the first time; its checks may have come before. */
        FIRST_DESCRIPTION,
        /** The peer has other credentials: ICE starts over (RFC 8445, section 9). */
        PEER_RESTARTS,
        /** We have other credentials, the peer perhaps as well. */
        WE_RESTART
    }

    private IceSetup setup;
    private Generation generation;

    IceSession(IceSetup setup) {
        this.setup = setup;
        this.generation = generationOf(setup);
    }

    private static Generation generationOf(IceSetup setup) {
        RemoteDescription remote = setup.remote();
        return new Generation(setup.local(), remote == null ? null : remote.credentials());
    }

    IceSetup setup() {
        return setup;
    }

    /** The credentials in force. */
    Generation generation() {
        return generation;
    }

    boolean isLite() {
        return setup.mode() == IceMode.LITE;
    }

    /** There is somebody to be asked, and we are of the kind that asks. */
    boolean sendsChecks() {
        return !isLite() && generation.outgoing != null;
    }

    /** The role to begin with. A lite agent is always controlled by a full one (RFC 8445, section 6.1.1). */
    IceRole initialRole() {
        RemoteDescription remote = setup.remote();
        boolean isRemoteLite = remote != null && remote.mode() == IceMode.LITE;
        return switch (setup.mode()) {
            case FULL -> isRemoteLite ? IceRole.CONTROLLING : setup.role();
            case LITE -> isRemoteLite ? setup.role() : IceRole.CONTROLLED;
        };
    }

    /** Takes the place of the former setup. */
    Change renew(IceSetup next) {
        IceSetup former = setup;
        setup = next;
        Change change = changeFrom(former, next);
        switch (change) {
            case NONE, CANDIDATES -> {}
            case FIRST_DESCRIPTION, PEER_RESTARTS, WE_RESTART -> generation = generationOf(next);
        }
        return change;
    }

    private static Change changeFrom(IceSetup former, IceSetup next) {
        if (former.equals(next)) {
            return Change.NONE;
        }
        if (!former.local().equals(next.local())) {
            return Change.WE_RESTART;
        }
        RemoteDescription before = former.remote();
        RemoteDescription now = next.remote();
        boolean isSamePeer = Objects.equals(
                before == null ? null : before.credentials(), now == null ? null : now.credentials());
        if (isSamePeer) {
            return Change.CANDIDATES;
        }
        return before == null ? Change.FIRST_DESCRIPTION : Change.PEER_RESTARTS;
    }
}
