package org.descent.control.log;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.util.Map;

/** Where there is no broker. */
@Mock
@Singleton
class NothingToRead extends Reading {
  NothingToRead() {
    super(Map.of(), null, null, null);
  }

  @Override
  void onStart(StartupEvent event) {}

  @Override
  void onStop(ShutdownEvent event) {}
}
