package org.descent.experiment.search.space;

/**
 * Whatever another parameter has.
 *
 * @param path of that parameter
 */
public record SameAs(String path) implements Domain {}
