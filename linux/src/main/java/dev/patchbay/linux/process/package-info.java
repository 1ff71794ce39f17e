/**
 * What a daemon asks of the system for its own process: {@link dev.patchbay.linux.process.OpenFileLimit} and
 * {@link dev.patchbay.linux.process.CpuAffinity}. Going into the background is the launcher's work.
 *
 * <p>Threads: any; affinity is that of the calling thread. Start reading at either class.
 */
package dev.patchbay.linux.process;
