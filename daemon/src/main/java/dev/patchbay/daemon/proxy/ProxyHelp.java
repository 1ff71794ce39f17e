package dev.patchbay.daemon.proxy;

/** The proxy's options for people. */
public final class ProxyHelp {

    private static final int HELP_COLUMN = 38;

    private ProxyHelp() {}

    /** @param prefix see {@link ProxyArguments#parse} */
    public static String print(String prefix) {
        StringBuilder text = new StringBuilder();
        for (ProxyOption option : ProxyOption.values()) {
            String line = "  " + prefix + option.optionName() + "=" + option.placeholder();
            text.append(line);
            if (line.length() >= HELP_COLUMN) {
                text.append('\n').repeat(' ', HELP_COLUMN);
            } else {
                text.repeat(' ', HELP_COLUMN - line.length());
            }
            text.append(option.help()).append(option.isRepeatable() ? "; may be repeated" : "").append('\n');
        }
        return text.toString();
    }
}
