package org.descent.loader;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.Topics;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;
import org.descent.transport.DatasetRows;

/** Rows one after the other from offset 0. */
@Mock
@ApplicationScoped
class RowsLogInMemory extends RowsLog {
  private final Map<String, DatasetPrepared> known = new HashMap<>();
  private long end;

  RowsLogInMemory() {
    super(Map.of());
  }

  @Override
  Optional<DatasetPrepared> find(DatasetRows rows) {
    return Optional.ofNullable(known.get(rows.sha256()));
  }

  @Override
  void remember(DatasetPrepared written) {
    known.put(written.sha256(), written);
  }

  @Override
  Location write(DatasetRows rows) {
    var place = new Location(Topics.DATASET_ROWS, 0, end, end + rows.chunks() - 1);
    end += rows.chunks();
    return place;
  }
}
