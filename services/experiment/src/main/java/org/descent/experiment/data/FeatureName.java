package org.descent.experiment.data;

/**
 * What one feature is called.
 *
 * @param column of a table
 * @param value if the feature says whether the column has this value; else null
 */
record FeatureName(String column, String value) {
  /** For people: {@code column island, value Dream}. */
  String words() {
    return "column " + column + (value == null ? "" : ", value " + value);
  }
}
