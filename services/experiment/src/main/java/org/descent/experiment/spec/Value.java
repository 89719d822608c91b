package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Reason;
import org.descent.contracts.spec.Float32;

/**
 * A value being read: its tree, its path in the document, and where to note what is wrong with it.
 * Every reading throws {@link Problems.Unusable} after noting a problem.
 */
record Value(Tree tree, String path, Problems problems) {
  private static final int SHOWN = 60;

  /**
   * One of several named things, {@code {name: body}} or just {@code name}.
   *
   * @param body the value beside the name; empty if there is none
   */
  record Choice(String name, Value body) {}

  /** Notes that this value is not what was {@code expected}. */
  Problems.Unusable unlike(String expected) {
    return wrong(shown() + ", expected " + expected);
  }

  /** Notes a problem at this value. */
  Problems.Unusable wrong(String message) {
    return problems.add(tree.place(), path, message);
  }

  /** The same where a number is wanted: a number in quotes is a text. */
  Problems.Unusable unlikeNumber(String expected) {
    return tree instanceof Tree.Scalar scalar
            && scalar.value() instanceof String text
            && Numbers.isNumber(text.strip())
        ? wrong("the text \"" + text + "\", expected " + expected + "; take away the quotes")
        : unlike(expected);
  }

  private String shown() {
    if (tree instanceof Tree.Empty || tree.written().isEmpty()) {
      return "nothing";
    }
    var text = tree.written();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  String text() {
    if (tree instanceof Tree.Scalar scalar && scalar.value() instanceof String text) {
      if (problems.strict() && !Reason.plain(text).equals(text)) {
        throw wrong(
            "'" + Reason.plain(text) + "' has a character that is none to read, expected text");
      }
      return text;
    }
    throw unlike(tree instanceof Tree.Scalar ? "a text; put it in quotes" : "a text");
  }

  double number() {
    if (tree instanceof Tree.Scalar scalar && scalar.value() instanceof Number number) {
      return number.doubleValue();
    }
    throw unlikeNumber("a number");
  }

  /** A whole number from {@code least} to {@code most}. */
  long whole(long least, long most) {
    var range =
        (least == Integer.MIN_VALUE ? "" : " from " + least)
            + (most == Integer.MAX_VALUE ? "" : " to " + most);
    if (tree instanceof Tree.Scalar scalar && scalar.value() instanceof Number number) {
      double real = number.doubleValue();
      boolean whole = real == Math.rint(real) && Math.abs(real) < Numbers.EXACT;
      if (whole && number.longValue() >= least && number.longValue() <= most) {
        return number.longValue();
      }
    }
    throw unlikeNumber("a whole number" + range);
  }

  /** A whole number that fits an int; its range is for the one it is given to. */
  int whole() {
    return (int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** What the word that stands here is called in {@code words}. */
  <T> T word(Map<String, T> words) {
    var text = tree instanceof Tree.Scalar ? tree.written() : "";
    if (!words.containsKey(text)) {
      throw wrong(shown() + " is unknown" + Suggestion.among(text, words.keySet()));
    }
    return words.get(text);
  }

  /** A truth value. */
  boolean truth() {
    if (tree instanceof Tree.Scalar scalar && scalar.value() instanceof Boolean truth) {
      return truth;
    }
    throw unlike("true or false");
  }

  List<Value> items() {
    if (!(tree instanceof Tree.Sequence sequence)) {
      throw unlike("a list");
    }
    var items = new ArrayList<Value>();
    for (var item : sequence.items()) {
      items.add(new Value(item, path + "[" + items.size() + "]", problems));
    }
    return items;
  }

  /** Every item of a list, read; the problems of all of them are noted before it gives up. */
  <T> List<T> each(Function<Value, T> reading) {
    int before = problems.count();
    var items = items();
    var read =
        items.stream()
            .map(item -> problems.attempt(() -> reading.apply(item)))
            .flatMap(Optional::stream)
            .toList();
    if (problems.count() > before || read.size() < items.size()) {
      throw Problems.UNUSABLE;
    }
    return read;
  }

  /** The fields of a mapping; keys not among {@code known} are noted. */
  Fields fields(String... known) {
    var place = tree.place();
    var mapping = tree instanceof Tree.Empty ? Tree.Mapping.empty(place) : tree;
    if (!(mapping instanceof Tree.Mapping entries)) {
      throw unlike(known.length == 0 ? "nothing here" : "a map of " + String.join(", ", known));
    }
    return new Fields(this, entries, List.of(known));
  }

  /** The one of {@code names} that stands here. */
  Choice choice(List<String> names) {
    if (tree instanceof Tree.Scalar scalar) {
      return chosen(scalar.written(), new Tree.Empty(tree.place()), names);
    }
    if (tree instanceof Tree.Mapping mapping && mapping.entries().size() == 1) {
      var entry = mapping.entries().entrySet().iterator().next();
      return chosen(entry.getKey(), entry.getValue(), names);
    }
    throw unlike((names.size() > 1 ? "exactly one of " : "") + String.join(", ", names));
  }

  private Choice chosen(String name, Tree body, List<String> names) {
    if (!names.contains(name)) {
      throw problems.add(body.place(), path, name + " is unknown" + Suggestion.among(name, names));
    }
    return new Choice(name, new Value(body, path + "." + name, problems));
  }

  /** What {@code making} makes of this one number, which has to fit float32. */
  <T extends Record> T make(Supplier<T> making) {
    try {
      var made = making.get();
      if (problems.strict()) {
        Float32.require(made);
      }
      return made;
    } catch (InvalidSpec e) {
      throw problems.addObjection(tree.place(), path, e.getMessage());
    }
  }

  /** Whether it is the word {@code word}. */
  boolean is(String word) {
    return tree instanceof Tree.Scalar scalar && scalar.value().equals(word);
  }
}
