package org.descent.contracts.event;

/**
 * What produced a result, besides specification, seed and data.
 *
 * @param build version of Descent, and the commit of its sources where the build was told
 * @param tensorflow version of the native library
 * @param device for example {@code CPU:0} or {@code GPU:0 (name)}
 * @param engine name of the program that trained, for example {@code reference}
 * @param generator of the initial weights, by name and revision
 */
public record Provenance(
    String build, String tensorflow, String device, String engine, String generator) {}
