package org.descent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.Collectors;
import org.descent.contracts.event.Classification.Uncertain;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedExampleTest {
  /** Knows nothing of it but its components. */
  private static final ObjectMapper PLAIN =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final TypeReference<List<Uncertain>> EXAMPLES = new TypeReference<>() {};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{}, {}]",
        "[null]",
        "[{'row': 7, 'wanted': 1, 'said': 0, 'probability': 0.25}]",
        "[{'probability': 1, 'said': 3, 'wanted': 2, 'row': -1}, {'row': 2147483647}]",
        "[{'probability': 'NaN'}, {'probability': '-Infinity'}, {'probability': 1e-320}]",
        "[{'row': '7', 'said': null, 'probability': '0.5'}]",
        "[{'row': 1, 'of the future': {'row': [2, {'row': 3}]}, 'wanted': 4}]",
        "[{'row': 1, 'row': 2}]"
      })
  void isReadAsAnyRecordIs(String examples) throws JsonProcessingException {
    var json = examples.replace('\'', '"');

    assertThat(Events.json().readValue(json, EXAMPLES)).isEqualTo(PLAIN.readValue(json, EXAMPLES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'row': 1}, {'wanted': 1, 'row': 'seven'}]",
        "[{'row': 2147483648}]",
        "[{'said': []}]",
        "[{'probability': {}}]",
        "[{'probability': 'much'}]",
        "[7]",
        "[[]]",
        "[{'row': 1}, {'row'",
        "[{'row': 1, 'said': nil}]"
      })
  void isRefusedWhereAnyRecordIs(String examples) {
    var json = examples.replace('\'', '"');

    assertThat(path(Events.json(), json)).isEqualTo(path(PLAIN, json));
  }

  /** Where it is that {@code json} cannot be read. */
  private static String path(ObjectMapper mapper, String json) {
    var refused = new String[1];
    assertThatExceptionOfType(JsonMappingException.class)
        .isThrownBy(() -> mapper.readValue(json, EXAMPLES))
        .satisfies(
            e ->
                refused[0] =
                    e.getPath().stream()
                        .map(step -> step.getFieldName() + step.getIndex())
                        .collect(Collectors.joining(".")));
    return refused[0];
  }
}
