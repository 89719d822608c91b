package org.descent.learning.optimiser;

/**
 * A number that an update wants to know.
 *
 * @param follows what it changes with
 * @param at its value
 */
public record Setting(String name, Follows follows, At at) {
  /** What a setting changes with. */
  public enum Follows {
    NOTHING,
    ITERATION,
    RATE,
    MOMENTUM
  }

  /**
   * A point in a training.
   *
   * @param iteration from 1
   * @param rate the learning rate
   * @param momentum a factor of the momentum
   */
  public record Now(int iteration, double rate, double momentum) {}

  /** A setting's value at some point. */
  @FunctionalInterface
  public interface At {
    double of(Now now);
  }

  static Setting constant(String name, double value) {
    return new Setting(name, Follows.NOTHING, now -> value);
  }

  /** The learning rate times some factor. */
  static Setting rate(String name, double factor) {
    return new Setting(name, Follows.RATE, now -> now.rate() * factor);
  }

  static Setting momentum(double momentum) {
    return new Setting("momentum", Follows.MOMENTUM, now -> momentum * now.momentum());
  }

  static Setting each(String name, At at) {
    return new Setting(name, Follows.ITERATION, at);
  }
}
