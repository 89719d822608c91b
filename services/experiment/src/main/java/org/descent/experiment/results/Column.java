package org.descent.experiment.results;

/**
 * A column of a table for other programs.
 *
 * @param name as in a CSV file's header
 * @param kind what its cells hold
 */
record Column(String name, Kind kind) {
  /** What the cells of a column hold, apart from nothing. */
  enum Kind {
    TEXT,
    TRUTH,
    /** 32 bits. */
    COUNT,
    /** 64 bits. */
    LONG_COUNT,
    /** Floating point of 32 bits: what trainers measure. */
    MEASUREMENT,
    /** Floating point of 64 bits: what was computed of measurements. */
    NUMBER
  }

  static Column text(String name) {
    return new Column(name, Kind.TEXT);
  }

  static Column count(String name) {
    return new Column(name, Kind.COUNT);
  }

  static Column number(String name) {
    return new Column(name, Kind.NUMBER);
  }
}
