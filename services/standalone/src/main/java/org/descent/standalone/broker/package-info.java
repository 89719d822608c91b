/** A Kafka broker in this process. */
package org.descent.standalone.broker;
