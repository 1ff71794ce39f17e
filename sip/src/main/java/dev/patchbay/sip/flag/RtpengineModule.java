package dev.patchbay.sip.flag;

/** Whose reading of a flags string. */
public enum RtpengineModule {
    OPENSIPS("OpenSIPS"),
    KAMAILIO("Kamailio");

    private final String displayName;

    RtpengineModule(String displayName) {
        this.displayName = displayName;
    }

    public String displayName() {
        return displayName;
    }

    public FlagParser parser() {
        return switch (this) {
            case OPENSIPS -> new OpenSipsFlagParser();
            case KAMAILIO -> new KamailioFlagParser();
        };
    }
}
