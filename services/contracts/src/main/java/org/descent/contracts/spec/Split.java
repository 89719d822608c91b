package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A part of the data, by what it is for; in the order in which their rows stand in the log. */
public enum Split {
  @JsonProperty("train")
  TRAIN,
  @JsonProperty("validation")
  VALIDATION,
  @JsonProperty("test")
  TEST;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** What it is called everywhere, for example {@code validation}. */
  public String word() {
    return word;
  }

  /** Some of them for people: {@code train, test}. */
  public static String words(Collection<Split> splits) {
    return splits.isEmpty()
        ? ""
        : splits.stream().map(Split::word).distinct().collect(Collectors.joining(", "));
  }

  /** The split that is called {@code word}. */
  public static Optional<Split> of(String word) {
    return Arrays.stream(values()).filter(split -> split.word().equals(word)).findFirst();
  }
}
