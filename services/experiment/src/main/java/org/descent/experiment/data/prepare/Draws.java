package org.descent.experiment.data.prepare;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.contracts.Ids;

/** What steps draw: each its own, whatever the seeds of others are. */
final class Draws {
  private Draws() {}

  /** The stream of {@code purpose}, unlike any other that the same seed begins. */
  static UniformRandomProvider of(String purpose, long seed) {
    var digest = Ids.sha256Digest();
    digest.update((purpose + " " + seed).getBytes(StandardCharsets.UTF_8));
    return RandomSource.XO_RO_SHI_RO_128_PP.create(ByteBuffer.wrap(digest.digest()).getLong());
  }
}
