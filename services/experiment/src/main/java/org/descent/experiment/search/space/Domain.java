package org.descent.experiment.search.space;

/** The values that one parameter may take. */
public sealed interface Domain permits Range, Choice, SameAs {}
