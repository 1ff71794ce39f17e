package dev.patchbay.cli;

import java.util.function.Consumer;

/** The table of all commands, in the order in which {@code help} lists them (rtpengine's, ours at the end). */
public final class RelayCommands {

    private RelayCommands() {}

    public static CliCommandTree of(RelayOperator relay) {
        CallCommands calls = new CallCommands(relay);
        OptionCommands options = new OptionCommands(relay);
        LogCommands logs = new LogCommands(relay);
        SettingCommands settings = new SettingCommands(relay);
        Consumer<CliCommandTree.Builder> list = level -> list(level, calls, logs, settings, new FigureCommands(relay));
        return CliCommandTree.of(root -> root.level("list", list)
                .commandOf("terminate", calls::terminate)
                .level("set", level -> set(level, logs, settings))
                .level("get", list)
                .level("params", level -> level.command("start", options::start)
                        .command("current", options::current)
                        .command("diff", options::diff)
                        .command("revert", options::revert))
                .commandOf("ksadd", RelayCommands::noRedis)
                .commandOf("ksrm", RelayCommands::noRedis)
                .command("kslist", _ -> "\nSubscribed-on keyspaces:\n\n")
                .command("active", calls::active)
                .command("standby", calls::standby)
                .command("debug", calls::debug)
                .commandOf("explain", calls::explain));
    }

    private static void list(
            CliCommandTree.Builder level,
            CallCommands calls,
            LogCommands logs,
            SettingCommands settings,
            FigureCommands figures) {
        level.command("numsessions", figures::sessions)
                .commandOf("sessions", calls::list)
                .command("totals", figures::totals)
                .command("counters", figures::counters);
        for (CliSetting setting : CliSetting.values()) {
            if (setting == CliSetting.REDIS_ALLOWED_ERRORS) {
                level.command("loglevels", logs::listSubsystems).command("loglevel", logs::list);
            }
            level.command(setting.word(), _ -> settings.show(setting));
        }
        level.command("interfaces", figures::interfaces)
                .command("jsonstats", figures::json)
                .command("transcoders", figures::transcoders)
                .command("offload", figures::offload)
                .command("security", figures::security)
                .command("tables", figures::tables);
    }

    private static void set(CliCommandTree.Builder level, LogCommands logs, SettingCommands settings) {
        for (CliSetting setting : CliSetting.values()) {
            if (setting == CliSetting.REDIS_ALLOWED_ERRORS) {
                level.commandOf("loglevel", logs::set);
            }
            level.commandOf(setting.word(), arguments -> settings.change(setting, arguments));
        }
    }

    private static String noRedis(String ignored) {
        return "Redis is not configured.\n";
    }
}
