package org.descent.control.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.descent.experiment.Experiment;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.Extension;
import org.descent.experiment.spec.InvalidExperiment;
import org.descent.experiment.spec.Problem;
import org.descent.transport.Events;

/** Reads experiments from the bodies of requests. */
final class Submissions {
  /** The largest body, in bytes. */
  static final int MAX_BYTES = 1 << 20;

  private static final ObjectReader DOCUMENT =
      Events.json()
          .readerFor(new TypeReference<Map<String, Object>>() {})
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  private static final ObjectReader EXTENSION =
      Events.json()
          .readerFor(Extension.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  private Submissions() {}

  /**
   * The experiment in a JSON document.
   *
   * @throws InvalidExperiment with everything that is wrong with it
   */
  static Experiment json(byte[] body) {
    requireSize(body);
    try {
      Map<String, Object> document = DOCUMENT.readValue(body);
      if (document == null) {
        throw invalid(0, "the body is null, expected an experiment as a JSON object");
      }
      return ExperimentReader.document(document);
    } catch (JsonProcessingException e) {
      throw invalid(
          e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr()),
          "not a JSON object: " + e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " "));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * The extension in a JSON document.
   *
   * @throws InvalidExperiment if that is none
   */
  static Extension extension(byte[] body) {
    requireSize(body);
    try {
      Extension extension = EXTENSION.readValue(body);
      if (extension == null) {
        throw invalid(0, "the body is null, expected for example {\"seeds\": 40}");
      }
      return extension;
    } catch (JsonProcessingException e) {
      throw invalid(
          e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr()),
          "not an extension, expected for example {\"seeds\": 40}: "
              + e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " "));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * The experiment in a YAML document.
   *
   * @throws InvalidExperiment with everything that is wrong with it
   */
  static Experiment yaml(byte[] body) {
    requireSize(body);
    return ExperimentReader.yaml(new String(body, StandardCharsets.UTF_8));
  }

  private static void requireSize(byte[] body) {
    if (body.length > MAX_BYTES) {
      throw new Refused(
          Status.REQUEST_ENTITY_TOO_LARGE,
          "the body has " + body.length + " bytes, expected at most " + MAX_BYTES);
    }
  }

  private static InvalidExperiment invalid(int line, String message) {
    return new InvalidExperiment(List.of(new Problem("", line, "", message)));
  }
}
