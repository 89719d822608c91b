package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Reason;

/**
 * What people say of an experiment: no result depends on it. It says all of it each time; of
 * several the one of the highest edition counts. It has a key of its own, since compaction keeps
 * only the last record of a key, and the submission must stay. Once the handing in that it is of is
 * deleted it counts for nothing.
 *
 * @param tags distinct words, in order
 * @param note a few sentences; empty for none
 * @param archived whether it is left out of lists unless somebody asks for it
 * @param edition how often something was said, this time included: from 1
 * @param attempt the handing in of the document that was the last one when it was said, see {@link
 *     ExperimentSubmitted}; 0 in a log of earlier builds
 */
public record ExperimentNoted(
    String experiment,
    List<String> tags,
    String note,
    boolean archived,
    int edition,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int attempt)
    implements ExperimentEvent {
  /** The most tags. */
  public static final int MOST_TAGS = 20;

  /** The most characters of a tag. */
  public static final int LONGEST_TAG = 40;

  /** The most characters of a note. */
  public static final int LONGEST_NOTE = 2_000;

  private static final String TAG = "[\\p{L}\\p{N}][\\p{L}\\p{N}._+/-]*";

  private static final Comparator<ExperimentNoted> LATER =
      Comparator.comparingInt(ExperimentNoted::attempt)
          .thenComparingInt(ExperimentNoted::edition)
          .thenComparing(noted -> noted.tags.toString())
          .thenComparing(ExperimentNoted::note)
          .thenComparing(ExperimentNoted::archived);

  public ExperimentNoted {
    tags = tags == null ? List.of() : tags.stream().distinct().sorted().toList();
    note = note == null ? "" : note.strip();
    InvalidSpec.unless(
        tags.size() <= MOST_TAGS, "tags: %s of them, expected at most %s", tags.size(), MOST_TAGS);
    for (var tag : tags) {
      InvalidSpec.unless(
          tag.matches(TAG) && tag.length() <= LONGEST_TAG,
          "tag %s, expected up to %s letters, digits and . _ + / -, a letter or digit first",
          Reason.line(tag),
          LONGEST_TAG);
    }
    InvalidSpec.unless(
        note.length() <= LONGEST_NOTE,
        "note of %s characters, expected at most %s",
        note.length(),
        LONGEST_NOTE);
    note = Reason.plain(note);
  }

  /** Of which nobody has said anything. */
  public static ExperimentNoted nothing(String experiment) {
    return new ExperimentNoted(experiment, List.of(), "", false, 0, 0);
  }

  /** The one of two that counts, whichever was heard first. */
  public ExperimentNoted or(ExperimentNoted other) {
    return LATER.compare(this, other) >= 0 ? this : other;
  }

  /** Whether it says nothing. */
  @JsonIgnore
  public boolean isEmpty() {
    return tags.isEmpty() && note.isEmpty() && !archived;
  }

  @Override
  public String key() {
    return experiment + ".noted";
  }
}
