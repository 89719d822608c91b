package org.descent.loader;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Location;
import org.descent.transport.DatasetRows;

/** Rows one after the other from offset 0. */
@Mock
@ApplicationScoped
class RowsLogInMemory extends RowsLog {
  private final Map<String, Location> places = new HashMap<>();
  private long end;

  RowsLogInMemory() {
    super(Map.of());
  }

  @Override
  Optional<Location> find(DatasetRows rows) {
    return Optional.ofNullable(places.get(rows.sha256()));
  }

  @Override
  Location write(DatasetRows rows) {
    var place = new Location(Topics.DATASET_ROWS, 0, end, end + rows.chunks() - 1);
    end += rows.chunks();
    places.put(rows.sha256(), place);
    return place;
  }
}
