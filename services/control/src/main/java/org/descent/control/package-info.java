/**
 * The edge that people and machines talk to: it takes experiments in, plans their cohorts, follows
 * them and gives their results away. Everything it knows it has read from the log.
 *
 * <p>Here stands only what can be set about it, and what it is to its process. Of the packages
 * below {@code log} knows no other, {@code plan} stands on {@code log}, {@code rest} on both,
 * {@code page} on {@code plan} and {@code rest}, {@code metrics} on {@code plan} and {@code log}.
 */
package org.descent.control;
