package org.descent.contracts.event;

/**
 * A file that data were read from, as it was then.
 *
 * @param name the path by which it was found
 * @param bytes its size, as it lies there: compressed if it is
 * @param sha256 of those bytes, 64 hex digits
 */
public record DataFile(String name, long bytes, String sha256) {}
