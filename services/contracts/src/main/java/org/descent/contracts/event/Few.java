package org.descent.contracts.event;

import java.util.Map;

/** Maps of a trial's parts, which have an entry or two and of which there are as many as trials. */
final class Few {
  private Few() {}

  /** The same in the least room; nothing for null. Several entries keep their order. */
  static <V> Map<String, V> entries(Map<String, V> map) {
    if (map == null || map.isEmpty()) {
      return Map.of();
    }
    if (map.size() > 1) {
      return map;
    }
    var only = map.entrySet().iterator().next();
    return only.getKey() == null || only.getValue() == null
        ? map
        : Map.of(only.getKey(), only.getValue());
  }
}
