package org.descent.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process is started by, and with what in its environment.
 *
 * @param command comes first, for example one that goes into another namespace
 */
record Wrapping(List<String> command, Map<String, String> environment) {
  static final Wrapping NONE = new Wrapping(List.of(), Map.of());

  /** {@code command} in it. */
  ProcessBuilder of(List<String> command) {
    var all = new ArrayList<>(this.command);
    all.addAll(command);
    var builder = new ProcessBuilder(all);
    builder.environment().putAll(environment);
    return builder;
  }

  /** The same with more in its environment. */
  Wrapping with(Map<String, String> more) {
    var both = new TreeMap<>(environment);
    both.putAll(more);
    return new Wrapping(command, both);
  }
}
