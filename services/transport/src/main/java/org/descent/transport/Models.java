package org.descent.transport;

import java.util.Map;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.ModelPublished;

/** Models as records of {@link org.descent.contracts.Topics#MODELS}. */
public final class Models {
  private Models() {}

  /**
   * The model of {@code trial}, by a consumer opened for this one reading.
   *
   * @param consumerConfig at least {@code bootstrap.servers}
   * @param location where it stood when it was published
   * @throws UnreadableRecord if there is none from there on
   */
  public static ModelPublished read(
      Map<String, Object> consumerConfig, Location location, String trial) {
    try (var reader = ModelReader.open(consumerConfig)) {
      return reader.read(location, trial);
    }
  }
}
