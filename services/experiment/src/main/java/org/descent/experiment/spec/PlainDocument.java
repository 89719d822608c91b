package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tree of a document that came as maps, lists and values, for example from JSON. */
final class PlainDocument {
  private static final int MAX_DEPTH = 40;

  private final Place place;
  private final Problems problems;
  private int values;

  private PlainDocument(Place place, Problems problems) {
    this.place = place;
    this.problems = problems;
  }

  /**
   * The tree of {@code document}.
   *
   * @throws Problems.Unusable after noting what is wrong
   */
  static Tree.Mapping tree(Map<String, Object> document, Problems problems) {
    return (Tree.Mapping) new PlainDocument(Place.NOWHERE, problems).tree(document, "", 0);
  }

  /** The same of a value that stands at {@code place} of a document. */
  static Tree value(Object value, Place place, Problems problems) {
    return new PlainDocument(place, problems).tree(value, "", 0);
  }

  private Tree tree(Object value, String path, int depth) {
    if (++values > YamlText.MAX_VALUES) {
      throw problems.add(
          place, "", "the document has more than " + YamlText.MAX_VALUES + " values");
    }
    if (depth > MAX_DEPTH) {
      throw problems.add(place, "", "is nested more than " + MAX_DEPTH + " deep");
    }
    if (value instanceof Map<?, ?> map) {
      var entries = new LinkedHashMap<String, Tree>();
      map.forEach(
          (key, entry) ->
              entries.put(
                  String.valueOf(key),
                  tree(entry, path.isEmpty() ? "" + key : path + "." + key, depth + 1)));
      return new Tree.Mapping(place, entries);
    }
    if (value instanceof List<?> list) {
      var items = new ArrayList<Tree>();
      for (var item : list) {
        items.add(tree(item, path + "[" + items.size() + "]", depth + 1));
      }
      return new Tree.Sequence(place, items);
    }
    if (value == null) {
      return new Tree.Empty(place);
    }
    if (value instanceof Number number) {
      return new Tree.Scalar(place, Numbers.plain(number));
    }
    if (value instanceof String || value instanceof Boolean) {
      return new Tree.Scalar(place, value);
    }
    throw problems.add(
        place, path, value.getClass().getSimpleName() + " is no value of a document");
  }
}
