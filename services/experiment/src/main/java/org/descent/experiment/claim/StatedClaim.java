package org.descent.experiment.claim;

/**
 * A claim that an experiment's file makes.
 *
 * @param id for programs: its name, or made of its words
 * @param statement for people; the claim as it is written if nothing else is said
 * @param text as it is written
 */
public record StatedClaim(String id, String statement, String text, Assertion assertion) {}
