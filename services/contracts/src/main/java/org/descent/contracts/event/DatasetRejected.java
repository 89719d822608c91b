package org.descent.contracts.event;

/** The data of an experiment cannot be used; {@code reason} is one clear line for the user. */
public record DatasetRejected(String experiment, String reason) implements DatasetEvent {}
