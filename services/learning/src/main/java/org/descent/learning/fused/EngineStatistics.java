package org.descent.learning.fused;

/**
 * What an engine has done since it was opened.
 *
 * @param compiled programs compiled
 * @param compileSeconds wall time spent compiling them
 * @param cacheHits times a program was wanted and there already
 * @param evicted programs released to make room
 * @param cached programs held now
 * @param trialIterations iterations trained, summed over trials
 * @param repacked times the survivors of a stack moved into a smaller program
 */
public record EngineStatistics(
    long compiled,
    double compileSeconds,
    long cacheHits,
    long evicted,
    int cached,
    long trialIterations,
    long repacked) {}
