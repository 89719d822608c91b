package org.descent.transport;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.TrainingProgressed;

/**
 * Events on the wire: JSON as the record's value, the entity's id as its key, CloudEvents 1.0
 * attributes as its headers (Kafka protocol binding, binary mode).
 */
public final class Events {
  /** NaN and infinities are the strings {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private static final ObjectWriter WRITER = JSON.writerFor(Event.class);
  private static final ObjectReader READER = JSON.readerFor(Event.class);

  private Events() {}

  /** The mapper that events are written and read with; properties stand in declaration order. */
  public static ObjectMapper json() {
    return JSON;
  }

  /** The record's value for {@code event}: UTF-8 JSON with its {@code type} first. */
  public static byte[] encode(Event event) {
    try {
      return WRITER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + event.key(), e);
    }
  }

  /**
   * The event in a record's value.
   *
   * @throws UnreadableRecord if it is not one, or not a complete one
   */
  public static Event decode(byte[] value) {
    if (value == null || value.length == 0) {
      throw new UnreadableRecord("the record is empty, expected an event as JSON");
    }
    try {
      Event event = READER.readValue(value);
      if (event == null) {
        throw new UnreadableRecord("the record is null, expected an event as JSON");
      }
      Completeness.require(event, "");
      return event;
    } catch (JsonMappingException e) {
      throw new UnreadableRecord("not an event: " + place(e) + complaint(e), e);
    } catch (JsonProcessingException e) {
      throw new UnreadableRecord("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UnreadableRecord("not readable: " + e.getMessage(), e);
    }
  }

  /**
   * The event of one family in a record's value.
   *
   * @throws UnreadableRecord if it is not an event, not a complete one, or of another family
   */
  public static <E extends Event> E decode(byte[] value, Class<E> family) {
    var event = decode(value);
    if (!family.isInstance(event)) {
      throw new UnreadableRecord(
          event.getClass().getSimpleName()
              + " does not belong here, expected "
              + family.getSimpleName());
    }
    return family.cast(event);
  }

  /**
   * The CloudEvents attributes of {@code event}.
   *
   * @param source the service that speaks, for example {@code trainer}
   */
  public static Headers cloudEvents(Event event, String source) {
    return new RecordHeaders()
        .add("ce_specversion", utf8("1.0"))
        .add("ce_id", utf8(id(event)))
        .add("ce_type", utf8("org.descent." + event.getClass().getSimpleName() + ".v1"))
        .add("ce_source", utf8("/descent/" + source))
        .add("content-type", utf8("application/json"));
  }

  /** The whole record: key, value and headers. */
  public static ProducerRecord<String, byte[]> record(String topic, Event event, String source) {
    return new ProducerRecord<>(
        topic, null, event.key(), encode(event), cloudEvents(event, source));
  }

  /** {@code type/key}, for slices of a curve also the first iteration: the same when sent again. */
  static String id(Event event) {
    var id = event.getClass().getSimpleName() + "/" + event.key();
    return event instanceof TrainingProgressed slice ? id + "/" + slice.firstIteration() : id;
  }

  private static String place(JsonMappingException e) {
    var path = new StringBuilder();
    for (var step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "" : path + ": ";
  }

  private static String complaint(JsonMappingException e) {
    if (e.getCause() instanceof NullPointerException) {
      return "a required field is missing";
    }
    if (e.getCause() instanceof IllegalArgumentException invalid) {
      return String.valueOf(invalid.getMessage());
    }
    return e.getOriginalMessage();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
