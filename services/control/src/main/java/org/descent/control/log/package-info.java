/**
 * What reads control's topics from their beginning and writes its own events, and the broker as an
 * administrator sees it. Who acts on what the log says is not known here: {@link
 * org.descent.control.log.EventHandler}.
 */
package org.descent.control.log;
