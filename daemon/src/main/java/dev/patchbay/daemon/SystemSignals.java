package dev.patchbay.daemon;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;

/**
 * Signals of the operating system. The JDK has no other way to them than {@code sun.misc.Signal}, which module
 * {@code jdk.unsupported} exports for that reason. It is called by reflection, because javac warns of its name in a way that
 * cannot be switched off, and warnings fail our build.
 */
final class SystemSignals implements Signals {

    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    @Override
    public void on(Kind kind, Runnable action) {
        try {
            Class<?> signalClass = Class.forName(SIGNAL);
            Class<?> handlerClass = Class.forName(HANDLER);
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            Object handler = MethodHandleProxies.asInterfaceInstance(
                    handlerClass, MethodHandles.dropArguments(run, 0, signalClass));
            Object signal = signalClass.getConstructor(String.class).newInstance(kind.name());
            signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
        } catch (ClassNotFoundException | NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("this Java runtime has no " + SIGNAL, e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("signal " + kind + " cannot be handled", e.getCause());
        }
    }
}
