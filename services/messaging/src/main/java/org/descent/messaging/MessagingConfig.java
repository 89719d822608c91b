package org.descent.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What every service can be told. */
@ConfigMapping(prefix = "descent")
interface MessagingConfig {
  /** How long to wait at the start for broker and topics; 0 does not wait. */
  @WithDefault("5m")
  Duration startPatience();

  /** Whether the process ends once it is not alive, so that it is started anew. */
  @WithDefault("true")
  boolean endWhenBroken();
}
