package org.descent.control.rest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
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
import org.descent.experiment.spec.Forking;
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

  private static final ObjectReader EXTENSION = strict(Extension.class);
  private static final ObjectReader FORKING = strict(Forking.class);
  private static final ObjectReader REMARK = strict(Remark.class);

  private Submissions() {}

  /** Nothing is left out of a list or a map by saying null. */
  private static ObjectReader strict(Class<?> type) {
    return Events.json()
        .copy()
        .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .readerFor(type)
        .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  }

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
    return read(EXTENSION, body, "an extension", "{\"seeds\": 40}");
  }

  /**
   * The fork in a JSON document.
   *
   * @throws InvalidExperiment if that is none
   */
  static Forking forking(byte[] body) {
    return read(FORKING, body, "a fork", "{\"at\": 500, \"set\": {\"loss\": [\"l2\"]}}");
  }

  /**
   * The remark in a JSON document.
   *
   * @throws InvalidExperiment if that is none
   */
  static Remark remark(byte[] body) {
    return read(REMARK, body, "a remark", "{\"tags\": [\"slow\"], \"archived\": true}");
  }

  private static <T> T read(ObjectReader reader, byte[] body, String what, String example) {
    requireSize(body);
    try {
      T read = reader.readValue(body);
      if (read == null) {
        throw invalid(0, "the body is null, expected for example " + example);
      }
      return read;
    } catch (JsonProcessingException e) {
      throw invalid(
          e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr()),
          "not "
              + what
              + ", expected for example "
              + example
              + ": "
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
