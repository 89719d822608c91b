package org.descent.transport;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What a trainer calls itself at the broker: its client id says how many threads it has, so that
 * whoever plans can see from the members of its group what there is to plan for.
 */
public final class TrainerClient {
  private static final Pattern ID = Pattern.compile("descent-trainer-([1-9][0-9]{0,5})-threads");

  private TrainerClient() {}

  /** The client id of a trainer of {@code threads} threads. */
  public static String id(int threads) {
    return "descent-trainer-" + threads + "-threads";
  }

  /** The number of threads, if {@code clientId} is a trainer's. */
  public static OptionalInt threads(String clientId) {
    var matcher = ID.matcher(clientId);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
