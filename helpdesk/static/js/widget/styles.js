/* css/widget/, in one piece; helpdesk/assets/widget.py puts it in. */
export const STYLES = "@styles";
