package org.descent.contracts;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a trial's id says: {@code experiment.variant.seed}, for example {@code xor-1f2e3d4c.0.7}.
 *
 * @param experiment id
 * @param variant ordinal, from 0
 */
public record TrialId(String experiment, int variant, long seed) {
  private static final Pattern FORM = Pattern.compile("(.+)\\.([0-9]{1,9})\\.(-?[0-9]{1,19})");

  /** What {@code text} says; empty if it is no trial's id. */
  public static Optional<TrialId> parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      int variant = Integer.parseInt(matcher.group(2));
      var id = new TrialId(matcher.group(1), variant, Long.parseLong(matcher.group(3)));
      return Optional.of(id).filter(i -> i.toString().equals(text));
    } catch (NumberFormatException e) {
      return Optional.empty(); // a seed beyond 64 bits
    }
  }

  @Override
  public String toString() {
    return experiment + "." + variant + "." + seed;
  }
}
