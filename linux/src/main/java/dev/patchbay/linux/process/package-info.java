/**
 * What a daemon asks of the system for its own process, {@link dev.patchbay.linux.process.OpenFileLimit},
 * {@link dev.patchbay.linux.process.CpuAffinity} and {@link dev.patchbay.linux.process.CompilerThreads}, and what it tells who started it:
 * {@link dev.patchbay.linux.process.NotifySocket}. Going into the background is the launcher's work.
 *
 * <p>Threads: any; affinity is that of the calling thread. Start reading at any class.
 */
package dev.patchbay.linux.process;
