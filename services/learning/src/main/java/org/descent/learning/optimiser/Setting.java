package org.descent.learning.optimiser;

/**
 * A number that an optimiser's update wants to know.
 *
 * @param varies whether it changes from iteration to iteration even if the learning rate does not
 * @param at its value
 */
public record Setting(String name, boolean varies, At at) {
  /** The value at an iteration, from 1, whose learning rate is {@code rate}. */
  @FunctionalInterface
  public interface At {
    double of(int iteration, double rate);
  }

  /** One that stays the same. */
  static Setting constant(String name, double value) {
    return new Setting(name, false, (iteration, rate) -> value);
  }

  /** The learning rate. */
  static Setting rate() {
    return new Setting("rate", false, (iteration, rate) -> rate);
  }
}
