package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.descent.standalone.broker.EmbeddedBroker;

/** A broker that wants TLS and a user's password, and the files with which clients get in. */
final class SecuredBroker implements AutoCloseable {
  /** With a dollar sign and braces, which configurations like to read as something else. */
  private static final String PASSWORD = "open${sesame}$1";

  private static final String STORE_PASSWORD = "changeit";

  private final EmbeddedBroker broker;
  private final Path directory;
  private final Path store;

  private SecuredBroker(EmbeddedBroker broker, Path directory, Path store) {
    this.broker = broker;
    this.directory = directory;
    this.store = store;
  }

  static SecuredBroker start(Path directory) {
    var store = certificate(directory);
    var login =
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"broker\" password=\"b\" user_broker=\"b\" user_descent=\""
            + PASSWORD
            + "\";";
    var settings =
        Map.of(
            "listener.security.protocol.map",
            "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT",
            "sasl.enabled.mechanisms",
            "PLAIN",
            "sasl.mechanism.inter.broker.protocol",
            "PLAIN",
            "listener.name.clients.plain.sasl.jaas.config",
            login,
            "ssl.keystore.location",
            store.toString(),
            "ssl.keystore.password",
            STORE_PASSWORD,
            "ssl.truststore.location",
            store.toString(),
            "ssl.truststore.password",
            STORE_PASSWORD);
    try {
      var broker = EmbeddedBroker.start(directory.resolve("broker"), settings);
      return new SecuredBroker(broker, directory, store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String bootstrap() {
    return broker.bootstrap();
  }

  /** A properties file of a client that knows the password. */
  String properties() {
    return write("client.properties", PASSWORD);
  }

  /** A properties file of a client that does not. */
  String wrongProperties() {
    return write("wrong.properties", "guess");
  }

  private String write(String name, String password) {
    var text =
        """
        security.protocol=SASL_SSL
        sasl.mechanism=PLAIN
        sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\
          username="descent" password="%s";
        ssl.truststore.location=%s
        ssl.truststore.password=%s
        """;
    try {
      var file = directory.resolve(name);
      return Files.writeString(file, text.formatted(password, store, STORE_PASSWORD)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key with its certificate for 127.0.0.1; clients trust it as it is. */
  private static Path certificate(Path directory) {
    var store = directory.resolve("broker.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    try {
      var process =
          new ProcessBuilder(
                  keytool,
                  "-genkeypair",
                  "-alias",
                  "broker",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=broker",
                  "-ext",
                  "san=ip:127.0.0.1",
                  "-validity",
                  "2",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  STORE_PASSWORD)
              .inheritIO()
              .start();
      if (Processes.awaitExit(process, () -> keytool) != 0) {
        throw new IllegalStateException("keytool has failed");
      }
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
