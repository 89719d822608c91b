package org.descent.control.page;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.descent.control.page.Overview.Row;

/**
 * The variants of the experiments looked at last, as they were told, so that who knows them is told
 * only of those that have changed. Safe for use by several threads.
 */
@Singleton
class RowHistory {
  /** Experiments that it remembers. */
  static final int MOST = 16;

  private final Map<String, Told> remembered =
      new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
          return size() > MOST;
        }
      };

  /** Rows, with the number of the look at which each was first seen as it is. */
  private static final class Told {
    private final String name = UUID.randomUUID().toString(); // another control counts otherwise
    private final List<Row> rows = new ArrayList<>();
    private final List<Integer> seen = new ArrayList<>();
    private int looks;

    void see(List<Row> now) {
      looks++;
      for (int i = 0; i < now.size(); i++) {
        if (i == rows.size()) {
          rows.add(now.get(i));
          seen.add(looks);
        } else if (!rows.get(i).equals(now.get(i))) {
          rows.set(i, now.get(i));
          seen.set(i, looks);
        }
      }
    }

    String revision() {
      return name + "." + looks;
    }

    /** The look that {@code revision} names; 0 if it is none of these. */
    int look(String revision) {
      var number = revision.startsWith(name + ".") ? revision.substring(name.length() + 1) : "";
      int look = number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
      return look <= looks ? look : 0;
    }
  }

  /**
   * {@code now} with those of its variants that have changed since {@code revision}, which it had
   * then; with all of them if nobody remembers that.
   */
  synchronized Overview since(String revision, Overview now) {
    var told = remembered.computeIfAbsent(now.status().experiment(), id -> new Told());
    int known = told.look(revision);
    told.see(now.variants());
    var changed =
        now.variants().stream().filter(row -> told.seen.get(row.ordinal()) > known).toList();
    return now.at(told.revision(), changed);
  }
}
