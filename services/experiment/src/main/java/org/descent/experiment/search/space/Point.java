package org.descent.experiment.search.space;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A point of a space: a value for each parameter that exists there. Equal if its values are, number
 * for number as float32.
 */
public final class Point {
  private final double[] units;
  private final Map<String, Object> values;
  private final Map<String, String> settings;
  private final int hash;

  /**
   * @param units canonical coordinates, NaN where a parameter does not exist
   */
  Point(double[] units, Map<String, Object> values, Map<String, String> settings) {
    this.units = units;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    this.hash = settings.hashCode();
  }

  /** Coordinates in [0, 1], one a parameter of the space; NaN where a parameter does not exist. */
  public double[] units() {
    return units.clone();
  }

  /** The coordinate of the parameter at {@code place}; NaN where it does not exist. */
  public double unit(int place) {
    return units[place];
  }

  /** Whether the parameter at {@code place} exists here. */
  public boolean has(int place) {
    return !Double.isNaN(units[place]);
  }

  /**
   * Path → number or plain tree, choices before what stands within them: set one after the other
   * they make the variant's document.
   */
  public Map<String, Object> values() {
    return values;
  }

  /** Path → value as it is written; {@link Space#read} makes the same point of it again. */
  public Map<String, String> settings() {
    return settings;
  }

  /** All of it on one line, {@code path=value, …}: the same text for the same point alone. */
  public String text() {
    return settings.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue().replaceAll("[\\\\,=]", "\\\\$0"))
        .collect(Collectors.joining(", "));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point point && hash == point.hash && settings.equals(point.settings);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return text() + " " + Arrays.toString(units);
  }
}
