package org.descent.experiment.spec;

/**
 * Where something was written.
 *
 * @param file as the user named it, or {@code ""}
 * @param line from 1, or 0 if unknown
 */
record Place(String file, int line) {
  static final Place NOWHERE = new Place("", 0);
}
